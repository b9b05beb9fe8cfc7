namespace Digits.Views;

/// <summary>Sentences that all views say.</summary>
internal static class Words
{
    public static string Reloaded(Settings settings, bool isSame) => isSame
        ? $"saved {settings.File}, reloaded it into a fresh model: all test predictions are identical, bit for bit"
        : $"saved {settings.File}, reloaded it into a fresh model: the test predictions DIFFER";
}

using System.Text;
using Autograd;

namespace FeatureImportance;

/// <summary>One HTML page without anything around it: every digit as it is, and beside it where the network looks.</summary>
internal static class SaliencyPage
{
    private const int Cell = 12;

    /// <param name="path">Where the page goes.</param>
    /// <param name="images">[count, 1, side, side] of 0 to 1.</param>
    /// <param name="saliency">|∂logit/∂pixel|, of the same shape.</param>
    /// <param name="captions">One an image.</param>
    public static void Write(string path, Variable images, Variable saliency, string[] captions)
    {
        var strongest = saliency.Max([1, 2, 3], keepAxes: true);
        var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Saliency</title><h1>Where the network looks</h1>\n");
        for (var i = 0; i < captions.Length; i++)
            page.Append($"<figure style=\"display:inline-block\">{Picture(images[i, 0], "#222")} {Picture((saliency / strongest)[i, 0], "#c22")}<figcaption>{captions[i]}</figcaption></figure>\n");
        File.WriteAllText(path, page.ToString());
    }

    private static string Picture(Variable pixels, string colour)
    {
        var side = pixels.Shape[0];
        var values = pixels.ToArray<float>();
        var squares = values.Select((value, i) =>
            $"<rect x=\"{i % side * Cell}\" y=\"{i / side * Cell}\" width=\"{Cell}\" height=\"{Cell}\" fill-opacity=\"{value:F2}\"/>");
        return $"<svg width=\"{side * Cell}\" height=\"{side * Cell}\" fill=\"{colour}\" style=\"outline:1px solid #ccc\">{string.Concat(squares)}</svg>";
    }
}

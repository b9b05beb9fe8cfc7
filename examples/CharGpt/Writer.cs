using Autograd;

namespace CharGpt;

/// <summary>Lets a network go on with a text, character by character.</summary>
internal sealed record Writer(CharNet Model, Corpus Corpus, double Temperature = 0.7, int TopK = 20)
{
    /// <param name="remembers">Whether earlier characters' keys and values are kept, or all is computed anew for each.</param>
    public string Write(string beginning, int length, bool remembers = true)
    {
        using var scope = new Scope(); // gives back what is computed in here
        var random = new Random(0);
        List<long> tokens = [.. Corpus.Encode(beginning)];
        var caches = remembers ? Model.NewCaches() : null;
        for (var seen = 0; length > 0; length--)
        {
            var news = tokens.Skip(remembers ? seen : 0).ToArray();
            seen = tokens.Count;
            var logits = Model.Call(Variable.From(news, [1, news.Length], Corpus.Device), caches);
            tokens.Add(Draw(logits[0, ^1].ToArray<float>(), random));
        }

        return Corpus.Decode(tokens);
    }

    /// <summary>Draws from the softmax of the K likeliest; a low temperature prefers the likeliest of them.</summary>
    private long Draw(float[] logits, Random random)
    {
        var best = Enumerable.Range(0, logits.Length).OrderByDescending(i => logits[i]).Take(TopK).ToArray();
        var weights = best.Select(i => Math.Exp((logits[i] - logits[best[0]]) / Temperature)).ToArray();
        var left = random.NextDouble() * weights.Sum();
        return best[weights.TakeWhile(weight => (left -= weight) > 0).Count() % best.Length];
    }
}

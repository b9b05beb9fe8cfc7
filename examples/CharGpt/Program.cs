// A Transformer that learns to write, one character after the other. What it reads is this repository's own C# source, or a file
// given by `--text FILE`. `--device cuda` and `opencl` make it a GPU's work. It teaches a language model whole: text as classes, causal attention with rotary positions, AdamW with
// warm-up and a cosine, generating with a temperature and the K likeliest, and a cache of keys and values that makes each
// character cost that character alone, and changes nothing in what is written.
using System.Globalization;
using Autograd;
using Autograd.NN;
using CharGpt;
using Examples;
using Spectre.Console;

const int Length = 64, Batch = 16, Sample = 200;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var device = DeviceOption.Take(ref args);
var steps = args is ["--steps", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 800;
var corpus = new Corpus(args is [.., "--text", var file] ? File.ReadAllText(file) : OwnSource(), seed: 1, device);

var model = NewModel();
model.Initialise(seed: 1);
model.To(device);
var adam = new AdamW(model.Parameters(), learningRate: 3e-3, weightDecay: 0.1);
var schedule = new Scheduler(adam, Schedule.Warmup(steps / 10 + 1).Then(Schedule.Cosine(steps)));
Console.WriteLine(model.Summary((corpus.Batch(Batch, Length).Tokens, null)));

ProgressBar.Run(steps, step =>
{
    var loss = adam.Step(() => Loss(corpus.Batch(Batch, Length)));
    schedule.Step();
    if (step % (steps / 4) == 0)
        AnsiConsole.WriteLine($"── after {step} steps ──\n{new Writer(model, corpus).Write("public ", Sample)}\n");
    return $"loss {loss:F3}";
});

// Saved and loaded, it goes on as before; with the cache and without, it writes the same.
var path = Path.GetTempFileName();
model.Save(path);
var loaded = NewModel();
loaded.To(device);
loaded.Load(path);
File.Delete(path);
var isSame = new Writer(loaded, corpus).Write("public ", Sample) == new Writer(model, corpus).Write("public ", Sample, remembers: false);
Console.WriteLine($"loaded, and with the cache: it writes {(isSame ? "the same" : "something else")}");

model.Eval();
using var scope = new Scope();
Console.WriteLine($"loss={(isSame ? Loss(corpus.Batch(64, Length, isHeldOut: true)).Item<float>() : float.NaN):F4}");

CharNet NewModel() => new(corpus.Count, width: 96, heads: 4, layers: 3);
Variable Loss((Variable Tokens, Variable Next) batch) => model.Call(batch.Tokens).Reshape(-1, corpus.Count).CrossEntropy(batch.Next);

static string OwnSource()
{
    var root = new DirectoryInfo(AppContext.BaseDirectory);
    while (!File.Exists(Path.Combine(root.FullName, "Autograd.sln")))
        root = root.Parent ?? throw new FileNotFoundException("CharGpt: no Autograd.sln above the program; give a text, --text FILE");
    var files = Directory.EnumerateFiles(Path.Combine(root.FullName, "src", "Autograd", "Ops"), "*.cs", SearchOption.AllDirectories);
    return string.Concat(files.Order(StringComparer.Ordinal).Select(File.ReadAllText)).ReplaceLineEndings("\n");
}

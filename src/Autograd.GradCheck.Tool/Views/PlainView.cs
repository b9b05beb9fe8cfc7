using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Writers;

namespace Autograd.GradientChecking.Tool.Views;

/// <summary>Lines of text, for files and pipes.</summary>
internal sealed class PlainView(TextWriter output, TextWriter error) : IRunView
{
    public void Note(string text) => error.WriteLine($"autograd-gradcheck: note: {text}");

    public void Run(int subjects, Action checks) => checks();

    public void Begin(string subject)
    {
    }

    public void End()
    {
    }

    public void Report(string text) => output.WriteLine(text + "\n");

    public void Show(Certificate certificate)
    {
        foreach (var line in CertificateText.Table(certificate))
            output.WriteLine(line);
        foreach (var line in CertificateText.Reports(certificate))
            output.WriteLine(line);
        output.WriteLine(CertificateText.Summary(certificate));
    }
}

using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Loading;
using Autograd.GradientChecking.Tool.Running;
using Autograd.GradientChecking.Tool.Subjects;
using Autograd.GradientChecking.Tool.Views;
using Autograd.GradientChecking.Tool.Writers;

namespace Autograd.GradientChecking.Tool;

/// <summary>One run of the program: loads, finds, checks, shows and writes.</summary>
internal sealed class Session(Settings settings, IRunView view)
{
    /// <summary>Runs to the end.</summary>
    /// <returns>Whether everything passed.</returns>
    /// <exception cref="ToolException">The assembly cannot be loaded, or nothing was checked.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public bool Run(CancellationToken stop)
    {
        var target = Target.Load(settings.Assembly);
        if (target.Note is not null)
            view.Note(target.Note);
        var subjects = target.Read(() => SubjectFinder.Find(target.Types, target.Name));
        var wanted = NameFilter.Apply(settings.Options.Filter, subjects);
        var operations = new List<OperationEntry>();
        view.Run(wanted.Count, () =>
        {
            var runner = new SubjectRunner(settings.Options, stop);
            foreach (var subject in wanted)
            {
                view.Begin(subject.Name);
                operations.Add(runner.Run(subject, settings.IsVerbose ? view.Report : null));
                view.End();
            }
        });

        var certificate = Certificate.Of(settings.About, target.Name, settings.Options, operations);
        if (certificate.Summary.Cases == 0)
            throw new ToolException($"nothing was checked: no sample of the {wanted.Count} found has a derivative; give samples of order 1 or more");
        view.Show(certificate);
        if (settings.Json is not null)
            File.WriteAllText(settings.Json, CertificateJson.Write(certificate));
        if (settings.Html is not null)
            File.WriteAllText(settings.Html, CertificatePage.Write(certificate));
        return certificate.Summary.Passed;
    }
}

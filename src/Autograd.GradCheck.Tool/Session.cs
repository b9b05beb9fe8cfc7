using System.Text.Json;
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
    /// <returns>Whether everything passed, and is as an earlier certificate says where one was given.</returns>
    /// <exception cref="ToolException">The assembly cannot be loaded, or nothing was checked.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public bool Run(CancellationToken stop)
    {
        var target = Target.Load(settings.Assembly);
        if (target.Note is not null)
            view.Note(target.Note);
        var subjects = target.Read(() => SubjectFinder.Find(target.Types, target.Name));
        var wanted = NameFilter.Apply(settings.Options.Filter, subjects);
        var missing = new List<string>();
        var devices = DeviceChoice.Open(settings.Options.Devices, missing);
        foreach (var reason in missing)
            view.Note($"not checked: {reason}");
        var mutations = settings.Mutations is null ? null : MutationReport.Read(settings.Mutations);
        var operations = new List<OperationEntry>();
        view.Run(wanted.Count, () =>
        {
            var runner = new SubjectRunner(settings.Options, devices, mutations, stop);
            foreach (var subject in wanted)
            {
                view.Begin(subject.Name);
                operations.Add(runner.Run(subject, settings.IsVerbose ? view.Report : null));
                view.End();
            }
        });

        IReadOnlyList<OperationEntry> entries = operations;
        var joined = settings.Join.Select(Read).ToList();
        foreach (var other in joined)
            entries = Joining.Join(entries, target.Name, settings.Options, other);
        var options = joined.Aggregate(settings.Options, (own, other) => own with { IsQuick = own.IsQuick && other.Options.IsQuick, Filter = own.Filter is null || other.Options.Filter is null ? null : own.Filter });
        var certificate = Certificate.Of(settings.About, target.Name, options, entries, mutations?.Summary(subjects) ?? joined.Find(other => other.Mutations is not null)?.Mutations, missing);
        if (certificate.Summary.Cases == 0)
            throw new ToolException($"nothing was checked: no sample of the {wanted.Count} found has a derivative; give samples of order 1 or more");
        view.Show(certificate);
        if (settings.Json is not null)
            File.WriteAllText(settings.Json, CertificateJson.Write(certificate));
        if (settings.Html is not null)
            File.WriteAllText(settings.Html, CertificatePage.Write(certificate));
        if (settings.Markdown is not null)
            File.WriteAllText(settings.Markdown, CertificateMarkdown.Write(certificate));
        var changes = settings.Against is null ? [] : CertificateMarkdown.Differences(certificate, File.ReadAllText(settings.Against));
        foreach (var change in changes)
            view.Note($"{settings.Against}: {change}");
        return certificate.Summary.Passed && changes.Count == 0;
    }

    private static Certificate Read(string file)
    {
        try
        {
            return CertificateJson.Read(File.ReadAllText(file));
        }
        catch (JsonException error)
        {
            throw new ToolException($"'{file}' is no certificate: {error.Message}");
        }
    }
}

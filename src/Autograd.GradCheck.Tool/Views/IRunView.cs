using Autograd.GradientChecking.Tool.Certificates;

namespace Autograd.GradientChecking.Tool.Views;

/// <summary>Shows a run while it goes on, and its result.</summary>
internal interface IRunView
{
    /// <summary>Something the user should know.</summary>
    void Note(string text);

    /// <summary>Runs the checks inside whatever the view shows meanwhile.</summary>
    /// <param name="subjects">How many subjects there are.</param>
    /// <param name="checks">The checks.</param>
    void Run(int subjects, Action checks);

    /// <summary>A subject begins.</summary>
    void Begin(string subject);

    /// <summary>It is over.</summary>
    void End();

    /// <summary>A case's whole report.</summary>
    void Report(string text);

    /// <summary>The result.</summary>
    void Show(Certificate certificate);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>The core with every mutant compiled in.</summary>
/// <param name="Mutants">The mutants that compile.</param>
/// <param name="Dropped">How many did not.</param>
internal sealed record MutatedCore(IReadOnlyList<Mutant> Mutants, int Dropped)
{
    private const int Rounds = 20;

    /// <summary>Rewrites the derivative code and writes the assembly.</summary>
    /// <param name="sources">The core.</param>
    /// <param name="target">The file to write.</param>
    public static MutatedCore Write(CoreSources sources, string target)
    {
        var known = new KnownTypes(sources.Compilation);
        var operations = Path.Combine(sources.Folder, "Ops") + Path.DirectorySeparatorChar;
        var places = new List<(SyntaxTree Tree, List<DerivativeMember> Members, ExpressionMutators Mutators)>();
        foreach (var tree in sources.Compilation.SyntaxTrees.Where(tree => tree.FilePath.StartsWith(operations, StringComparison.Ordinal)))
        {
            var model = sources.Compilation.GetSemanticModel(tree);
            var members = DerivativeCode.In(tree, model, known).ToList();
            if (members.Count > 0)
                places.Add((tree, members, new ExpressionMutators(model, known)));
        }

        // A mutant dropped changes its own file alone: no other needs to be looked at again.
        var dropped = new HashSet<int>();
        var suspects = places.Select(place => place.Tree.FilePath).ToHashSet();
        for (var round = 0; round < Rounds; round++)
        {
            var mutants = new List<Mutant>();
            var changed = new List<SyntaxTree>();
            var compilation = sources.Compilation;
            foreach (var (tree, members, mutators) in places)
            {
                var file = Path.GetRelativePath(sources.Folder, tree.FilePath);
                var rewritten = members.ToDictionary(
                    member => (SyntaxNode)member.Syntax, member => new MutationRewriter(member, file, mutators, dropped, mutants).Visit(member.Syntax)!);
                var root = tree.GetRoot().ReplaceNodes(rewritten.Keys, (original, _) => rewritten[original]);
                changed.Add(CoreSources.Parse(root.ToFullString(), tree.FilePath));
                compilation = compilation.ReplaceSyntaxTree(tree, changed[^1]);
            }

            var errors = changed.Where(tree => suspects.Contains(tree.FilePath)).AsParallel().SelectMany(tree => compilation.GetSemanticModel(tree).GetDiagnostics())
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
            if (errors.Count == 0)
            {
                var result = compilation.Emit(target);
                if (!result.Success)
                    throw new InvalidOperationException("mutations: the mutated core does not emit: " + string.Join('\n', result.Diagnostics.Take(5)));
                return new MutatedCore([.. mutants.Where(mutant => !dropped.Contains(mutant.Id))], dropped.Count);
            }

            // An error outside of every mutant may follow from one inside; where none is inside, the rewriting itself is wrong.
            var wrong = errors.Select(MutantOf).OfType<int>().ToList();
            if (wrong.Count == 0)
                throw new InvalidOperationException($"mutations: an error outside of every mutant: {errors[0]}");
            dropped.UnionWith(wrong);
            suspects = [.. errors.Select(error => error.Location.SourceTree!.FilePath)];
        }

        throw new InvalidOperationException($"mutations: still errors after {Rounds} rounds of dropping the mutants they are in");
    }

    /// <summary>The innermost mutant whose wrong code, or whose choice, an error lies in.</summary>
    private static int? MutantOf(Diagnostic error)
    {
        var place = error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        foreach (var node in place?.AncestorsAndSelf() ?? [])
        {
            var condition = node switch
            {
                ConditionalExpressionSyntax choice when choice == place || !choice.WhenFalse.Span.Contains(error.Location.SourceSpan) => choice.Condition,
                IfStatementSyntax choice => choice.Condition,
                _ => null,
            };
            if (condition is PrefixUnaryExpressionSyntax negation)
                condition = negation.Operand;
            if (condition is InvocationExpressionSyntax call && call.Expression.ToString().EndsWith("MutationSwitch.Is", StringComparison.Ordinal))
                return (int)((LiteralExpressionSyntax)call.ArgumentList.Arguments[0].Expression).Token.Value!;
        }

        return null;
    }
}

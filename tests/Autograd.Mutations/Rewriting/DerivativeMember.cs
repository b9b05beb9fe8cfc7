using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>A member with derivative code.</summary>
/// <param name="Operation">The full name of the type of the operation it belongs to.</param>
/// <param name="Name">The member's name, with its rule's in front.</param>
/// <param name="Syntax">The code.</param>
internal sealed record DerivativeMember(string Operation, string Name, MemberDeclarationSyntax Syntax);

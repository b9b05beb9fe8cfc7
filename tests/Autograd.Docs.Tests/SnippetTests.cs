using Xunit;

namespace Autograd.Docs.Tests;

/// <summary>The checker of the documents notices what is wrong in them, and says where.</summary>
public class SnippetTests
{
    private static void Run(params string[] code) => new Snippets([new Fence("a.md", 10, [], code)]).Run();

    private static string Failure(params string[] code) => Assert.Throws<SnippetException>(() => Run(code)).Message;

    [Fact]
    public void RightSnippetsPass() => Run("var x = Variable.From([1f, 2f]); // → [1, 2] float32[2]", "Console.WriteLine(x.Count); // prints: 2");

    [Fact]
    public void WhatDoesNotCompileIsNamed() => Assert.StartsWith("a.md:11: CS0103", Failure("var x = 1;", "x += y;"), StringComparison.Ordinal);

    [Fact]
    public void AWrongValueIsNamed() => Assert.Contains("a.md:10: the comment says 2, the value is 1", Failure("var x = 1; // → 2"), StringComparison.Ordinal);

    [Fact]
    public void AWrongPrintIsNamed() =>
        Assert.StartsWith("a.md:11: the comment says it prints 2", Failure("var x = 1;", "Console.WriteLine(x); // prints: 2"), StringComparison.Ordinal);

    [Fact]
    public void AnExceptionIsShownWithItsLine() =>
        Assert.Contains("a.md:line 11", Failure("var x = Variable.From([1f, 2f]);", "x.Reshape(3);"), StringComparison.Ordinal);

    [Fact]
    public void AnArrowAfterSomethingElseIsRefused() =>
        Assert.StartsWith("a.md:10: '// →' follows", Failure("Console.WriteLine(1); // → 1"), StringComparison.Ordinal);

    [Fact]
    public void TypesComeAfterStatements() => Run("class A { public int B = 3; }", "var b = new A().B; // → 3");
}

using System.Globalization;
using Xunit;

namespace Autograd.NN.Tests.Files;

public class FileErrorTests
{
    [Fact]
    public void TextFromAFileIsCutAndHasNoControlCharacters()
    {
        Assert.Equal("'a\uFFFDb'", FileError.Quote("a\nb"));
        Assert.Equal($"'{new string('x', 60)}…'", FileError.Quote(new string('x', 61)));
    }

    [Fact]
    public void NumbersDoNotDependOnTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("idx: 'f' has -5 items; count again", new FileError("idx", "f").Because($"has {-5} items; count again").Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

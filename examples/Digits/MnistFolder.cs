using Autograd;
using Autograd.NN;

namespace Digits;

/// <summary>Reads the four files of MNIST, or of a data set in its form, from a folder.</summary>
internal static class MnistFolder
{
    public static DigitData Load(string folder)
    {
        var (train, trainLabels) = Read(folder, "train");
        var (test, testLabels) = Read(folder, "t10k");
        if (train.Shape[2] != test.Shape[2])
            throw new InvalidDataException($"'{folder}' has training images of side {train.Shape[2]} and test images of side {test.Shape[2]}; are they of one data set?");
        return new DigitData(train, trainLabels, test, testLabels);
    }

    private static (Variable Images, Variable Labels) Read(string folder, string part)
    {
        var imageFile = Find(folder, $"{part}-images-idx3-ubyte");
        var labelFile = Find(folder, $"{part}-labels-idx1-ubyte");
        var images = IdxFile.Read(imageFile);
        var labels = IdxFile.Read(labelFile);
        if (images.Shape.Count != 3 || images.Shape[1] != images.Shape[2] || images.Shape[1] < 2 || images.Count == 0)
            throw new InvalidDataException($"'{imageFile}' holds an array of [{string.Join(", ", images.Shape)}]; square images [count, side, side] are wanted");
        if (labels.Shape.Count != 1 || labels.Count != images.Count)
            throw new InvalidDataException($"'{labelFile}' holds [{string.Join(", ", labels.Shape)}] labels for {images.Count} images; one each is wanted");
        var classes = new long[labels.Count];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = labels.Elements[i];
            if (classes[i] >= DigitData.Classes)
                throw new InvalidDataException($"'{labelFile}' has the label {classes[i]} at {i}; 0 to {DigitData.Classes - 1} are wanted");
        }

        var pixels = new float[images.Elements.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = images.Elements[i] / 255f;
        return (Variable.From(pixels, [images.Count, 1, images.Shape[1], images.Shape[2]]), Variable.From(classes));
    }

    private static string Find(string folder, string name)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"--data: there is no folder '{folder}'");
        foreach (var file in (ReadOnlySpan<string>)[name, name + ".gz"])
        {
            if (File.Exists(Path.Combine(folder, file)))
                return Path.Combine(folder, file);
        }

        throw new FileNotFoundException($"--data: '{folder}' has neither {name} nor {name}.gz");
    }
}

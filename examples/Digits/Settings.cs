using Autograd;

namespace Digits;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    public bool IsConvolutional { get; init; } = true;

    public int Epochs { get; init; } = 30;

    public int Batch { get; init; } = 64;

    public double LearningRate { get; init; } = 3e-3;

    public ulong Seed { get; init; }

    /// <summary>Where the model is trained.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>A folder with MNIST's four files, or null for the digits that come with the program.</summary>
    public string? Folder { get; init; }

    /// <summary>The file that the model is saved to.</summary>
    public string File { get; init; } = "digits.safetensors";
}

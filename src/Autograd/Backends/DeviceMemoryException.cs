namespace Autograd;

/// <summary>A device has no memory left; the message lists the largest results that the tape keeps there.</summary>
public sealed class DeviceMemoryException : InvalidOperationException
{
    /// <summary>An error without a message.</summary>
    public DeviceMemoryException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">What was asked for, what is in use, and what to do.</param>
    public DeviceMemoryException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">What was asked for, what is in use, and what to do.</param>
    /// <param name="cause">The driver's error, or null where a limit set for the program was reached.</param>
    public DeviceMemoryException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}

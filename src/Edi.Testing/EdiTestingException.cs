namespace Edi.Testing;

/// <summary>An image, a machine or this host is not as a test needs it. The message says what was expected, what was found, and what to do.</summary>
public sealed class EdiTestingException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public EdiTestingException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    public EdiTestingException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that another one has caused.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public EdiTestingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

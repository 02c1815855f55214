namespace Edi.Tasks.Development;

/// <summary>What a shell in a development container begins with.</summary>
internal static class DevelopmentShell
{
    /// <summary>A script for <c>sh -c</c>, with the user as its argument: the user's own shell, or root's where that user has no account.</summary>
    public const string Script = "if [ \"$1\" != root ] && id \"$1\" >/dev/null 2>&1; then exec su --login \"$1\"; elif [ -x /bin/bash ]; then exec /bin/bash --login; else exec /bin/sh -l; fi";
}

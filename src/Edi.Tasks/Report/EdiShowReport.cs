using Edi.Tasks.Diagnostics;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Report;

/// <summary>Writes the last report to standard output, and not to MSBuild's log, which a terminal does not show.</summary>
public sealed class EdiShowReport : EdiTask
{
    /// <summary>The report's file for people.</summary>
    [Required]
    public string Text { get; set; } = "";

    /// <summary>The report's file for programs.</summary>
    [Required]
    public string Data { get; set; } = "";

    /// <summary>json for programs; everything else is for people.</summary>
    public string Format { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        string file = Format == "json" ? Data : Text;
        if (!File.Exists(file))
        {
            throw new EdiException(EdiCodes.ReportNotMade, $"There is no report yet: {file} does not exist. 'dotnet build' of a definition with a section 'image' makes it.");
        }

        Console.Out.Write(File.ReadAllText(file));
    }
}

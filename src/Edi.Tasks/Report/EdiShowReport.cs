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

    /// <summary>json for programs, yaml or nothing for people, as of what else is shown; EDI1005 for anything else.</summary>
    public string Format { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        string file = Format switch
        {
            "json" => Data,
            "" or "yaml" => Text,
            _ => throw new EdiException(EdiCodes.InvalidValue, $"The property EdiShowFormat must be yaml or json; found '{Format}'."),
        };
        if (!File.Exists(file))
        {
            throw new EdiException(EdiCodes.ReportNotMade, $"There is no report yet: {file} does not exist. 'dotnet build' of a definition with a section 'image' makes it.");
        }

        Print(File.ReadAllText(file));
    }
}

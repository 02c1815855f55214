using System.Xml.Linq;

namespace Edi.Images.Tests.Harness;

/// <summary>What <c>dotnet test</c> leaves of an image's checks.</summary>
internal sealed record TestResults(IReadOnlyDictionary<string, string> Outcomes)
{
    /// <summary>Reads a TRX file: the outcome of each check by its name.</summary>
    public static TestResults Read(string file)
    {
        XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        return new(XDocument.Load(file).Descendants(trx + "UnitTestResult")
            .ToDictionary(result => result.Attribute("testName")!.Value, result => result.Attribute("outcome")!.Value));
    }
}

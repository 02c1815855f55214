using System.Globalization;
using System.Text;
using Edi.Sdk.Tests.Harness;
using Edi.Sdk.Tests.Mistakes;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// What a user is told about the mistakes in Mistakes, and that nothing is lost by them: the finished files stay as they are, and once a
/// mistake is undone, no step runs. How long each takes is left in artifacts/mistakes. With EDI_ACCEPT=1 in the environment what is told
/// becomes what is expected; read the difference before you commit it. Mistakes of the definition alone have their own texts in
/// tests/definitions/broken.
/// </summary>
public sealed class MistakeTests
{
    private const string First = "first";

    public static TheoryData<string> Kinds => [.. Mistake.Kinds];

    [Fact]
    public Task The_first_mistake_of_each_kind_is_told_and_loses_nothing() =>
        MakeAsync(First, Mistake.Kinds.Select(kind => Mistake.Read(kind)[0]));

    [LongTheory]
    [MemberData(nameof(Kinds))]
    public async Task Every_mistake_is_told_and_loses_nothing(string kind)
    {
        SdkPackage.AddBoards();
        await MakeAsync(kind, Mistake.Read(kind));
    }

    private static async Task MakeAsync(string kind, IEnumerable<Mistake> mistakes)
    {
        bool isAccepted = Environment.GetEnvironmentVariable("EDI_ACCEPT") == "1";
        string artifacts = Directory.CreateDirectory(Repository.PathOf("artifacts/mistakes")).FullName;
        using var project = new GoodProject();
        await project.BuildAsync();
        var finished = await project.FinishedAsync();
        var (nothing, _) = await project.BuildAgainAsync();
        var told = new List<Mistake>();
        var failures = new StringBuilder();
        var table = new StringBuilder("seconds  mistake\n").AppendLine(CultureInfo.InvariantCulture, $"{nothing.TotalSeconds,7:F1}  (a build with nothing to do)");
        foreach (var mistake in mistakes)
        {
            var (actual, time) = await project.MakeAsync(mistake);
            table.AppendLine(CultureInfo.InvariantCulture, $"{time.TotalSeconds,7:F1}  {mistake.Name}");
            told.Add(actual);
            bool isKept = !finished.Except(await project.FinishedAsync()).Any();
            await project.UndoAsync();
            string[] steps = (await project.BuildAgainAsync()).Steps; // Also when texts are accepted: the next mistake begins with what this build leaves.
            if (!isAccepted && actual != mistake)
            {
                failures.AppendLine("Expected:").Append(mistake).AppendLine("Told:").Append(actual).AppendLine();
            }

            if (!isKept || steps.Length != 0)
            {
                failures.AppendLine(CultureInfo.InvariantCulture, $"{mistake.Name}: {(isKept ? "" : "finished files were lost; ")}undone, the build ran: {string.Join(", ", steps)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(table.ToString());
        await File.WriteAllTextAsync(Path.Combine(artifacts, kind + ".times"), table.ToString(), TestContext.Current.CancellationToken);
        if (isAccepted && kind != First)
        {
            await File.WriteAllTextAsync(Mistake.FileOf(kind), string.Join('\n', told), TestContext.Current.CancellationToken);
        }

        Assert.True(failures.Length == 0, failures.ToString());
    }
}

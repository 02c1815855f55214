using Edi.Images.Tests.Harness;
using Edi.Tests;

namespace Edi.Images.Tests.GenericArm64;

/// <summary>A hybrid disk, booted by UEFI firmware, which reads its GPT.</summary>
[Trait("Category", "Boot")]
public sealed class GenericArm64VerifyTests
{
    [LongFact]
    public async Task It_boots_and_passes_all_checks_of_its_definition()
    {
        var project = new ImageProject(Path.Combine(Repository.Root, "tests/images/generic-arm64.ediproj"));
        Assert.Contains("7 of 7 checks passed", (await project.BuildAsync("-t:EdiVerify")).Require(), StringComparison.Ordinal);
    }
}

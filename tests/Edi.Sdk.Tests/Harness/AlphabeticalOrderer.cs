using Xunit.Sdk;
using Xunit.v3;

namespace Edi.Sdk.Tests.Harness;

/// <summary>Runs the facts of a class by name, so that one bootstrap serves them all.</summary>
public sealed class AlphabeticalOrderer : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(testCase => testCase.TestCaseDisplayName, StringComparer.Ordinal)];
}

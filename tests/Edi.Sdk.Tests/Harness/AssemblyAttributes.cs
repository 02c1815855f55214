using Xunit.Sdk;
using Xunit.v3;

// Every test builds: two at once would only wait for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]

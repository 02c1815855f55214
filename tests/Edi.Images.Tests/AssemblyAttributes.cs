using Xunit.Sdk;
using Xunit.v3;

// One image at a time: a machine that is emulated beside a build is so slow that its own time limits strike.
[assembly: Parallelization(Mode = ParallelMode.None)]

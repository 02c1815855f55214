namespace Edi.Images.Tests.RaspberryPi3;

/// <summary>What the tests of the example share: one build of it.</summary>
[CollectionDefinition]
public sealed class RaspberryPi3Shared : ICollectionFixture<RaspberryPi3Image>;

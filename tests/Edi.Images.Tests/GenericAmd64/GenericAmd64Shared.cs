namespace Edi.Images.Tests.GenericAmd64;

/// <summary>What the tests of the image for PCs share: one build of it.</summary>
[CollectionDefinition]
public sealed class GenericAmd64Shared : ICollectionFixture<GenericAmd64Image>;

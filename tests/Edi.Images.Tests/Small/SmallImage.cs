namespace Edi.Images.Tests.Small;

/// <summary>The smallest image with every step in it.</summary>
public sealed class SmallImage() : BuiltImage("small");

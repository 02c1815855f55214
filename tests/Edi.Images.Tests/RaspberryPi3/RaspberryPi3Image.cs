namespace Edi.Images.Tests.RaspberryPi3;

/// <summary>The example.</summary>
public sealed class RaspberryPi3Image() : BuiltImage("pi3-image");

namespace Edi.Images.Tests.GenericAmd64;

/// <summary>An image for PCs with UEFI.</summary>
public sealed class GenericAmd64Image() : BuiltImage("generic-amd64");

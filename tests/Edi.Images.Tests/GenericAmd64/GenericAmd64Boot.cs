namespace Edi.Images.Tests.GenericAmd64;

/// <summary>Two machines with the image for PCs.</summary>
public sealed class GenericAmd64Boot(GenericAmd64Image built) : BootedImage(built, machines: 2);

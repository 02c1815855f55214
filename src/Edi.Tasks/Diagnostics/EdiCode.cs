namespace Edi.Tasks.Diagnostics;

/// <summary>A diagnostic's identity, for example <c>EDI1002</c>, and the heading of its page under docs/codes.</summary>
internal sealed record EdiCode(string Id, string Title);

using Edi.Tasks.Terminal;

namespace Edi.Tasks.Tests;

public sealed class TerminalRowTests
{
    private readonly string _terminal = Guid.NewGuid().ToString("N");

    [Fact]
    public void Each_has_a_number_of_its_own_and_gives_it_back()
    {
        using var first = TerminalRow.TryTake(_terminal)!;
        Assert.True(first.IsOnly);
        using (var second = TerminalRow.TryTake(_terminal)!)
        {
            Assert.Equal((1, 2), (first.Number, second.Number));
            Assert.False(first.IsOnly || second.IsOnly);
        }

        Assert.True(first.IsOnly);
        using var again = TerminalRow.TryTake(_terminal)!;
        Assert.Equal(2, again.Number);
    }

    [Fact]
    public void Those_of_another_terminal_are_others()
    {
        using var here = TerminalRow.TryTake(_terminal)!;
        using var there = TerminalRow.TryTake(_terminal + "x")!;
        Assert.Equal((1, 1), (here.Number, there.Number));
    }

    [Fact]
    public void There_are_not_more_than_a_screen_has_room_for()
    {
        var rows = Enumerable.Range(0, 10).Select(_ => TerminalRow.TryTake(_terminal)).ToArray();
        Assert.Equal(4, rows.Count(row => row is not null));
        Array.ForEach(rows, row => row?.Dispose());
    }
}

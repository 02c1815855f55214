using System.Globalization;
using System.Text;

namespace Edi.Tests;

/// <summary>What somebody sees at a terminal of some size after a program has written to it, as far as MSBuild and this SDK command one.</summary>
internal sealed class TerminalScreen
{
    private const int TabWidth = 8;

    private readonly int _width;
    private readonly List<char[]> _lines = [];
    private readonly List<bool> _isContinued = [];
    private readonly int _height;
    private readonly StringBuilder _sequence = new();
    private int _top; // The first line of the screen; those before it have scrolled away.
    private int _row;
    private int _column;
    private bool _wraps = true;
    private State _state;

    public TerminalScreen(int width, int height)
    {
        (_width, _height) = (width, height);
        while (_lines.Count < height)
        {
            AddLine();
        }
    }

    private enum State
    {
        Text,
        Escape,
        Control,
        Command,
        CommandEnd,
    }

    /// <summary>Whether something was written that is no sequence known here; a test can rely on what it sees only without.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Told each line that a line feed ends, with those that it continues, as an editor's terminal tells its tasks.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>All lines, also those that have scrolled away, without empty ones at the end.</summary>
    public string[] Lines
    {
        get
        {
            string[] lines = [.. _lines.Select(line => new string(line).TrimEnd())];
            return lines[..(Array.FindLastIndex(lines, line => line.Length > 0) + 1)];
        }
    }

    /// <summary>All that stands there, as one text.</summary>
    public string Text => string.Join('\n', Lines);

    /// <summary>The line and the column of the cursor, both from 0 on.</summary>
    public (int Line, int Column) Cursor => (_top + _row, _column);

    public TerminalScreen Write(string text)
    {
        foreach (char c in text)
        {
            Take(c);
        }

        return this;
    }

    private void Take(char c)
    {
        switch (_state)
        {
            case State.Text when c == '\e':
                _state = State.Escape;
                break;
            case State.Text:
                Put(c);
                break;
            case State.Escape when c is '[' or ']':
                _sequence.Clear();
                _state = c == '[' ? State.Control : State.Command;
                break;
            case State.Escape:
                _state = State.Text;
                if (c is not ('=' or '>')) // The keypad's mode.
                {
                    Unknown.Add($"ESC {c}");
                }

                break;
            case State.Control when c is >= '@' and <= '~':
                _state = State.Text;
                Execute(_sequence.ToString(), c);
                break;
            case State.Command when c == '\a':
            case State.CommandEnd:
                _state = State.Text; // A link, progress or a title: nothing of it is on the screen.
                break;
            case State.Command when c == '\e':
                _state = State.CommandEnd;
                break;
            default:
                _sequence.Append(c);
                break;
        }
    }

    private void Put(char c)
    {
        switch (c)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                LineFeed();
                OnLine?.Invoke(LineEndingAt(_top + _row - 1));
                break;
            case '\t':
                _column = int.Min((_column / TabWidth * TabWidth) + TabWidth, _width - 1);
                break;
            case < ' ':
                Unknown.Add(((int)c).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                if (_column == _width)
                {
                    if (_wraps)
                    {
                        _column = 0;
                        LineFeed();
                        _isContinued[_top + _row] = true;
                    }
                    else
                    {
                        _column--;
                    }
                }

                _lines[_top + _row][_column++] = c;
                break;
        }
    }

    private void LineFeed()
    {
        if (_row == _height - 1)
        {
            _top++;
            AddLine();
        }
        else
        {
            _row++;
        }
    }

    private string LineEndingAt(int index)
    {
        string line = new string(_lines[index]).TrimEnd();
        for (; index > 0 && _isContinued[index]; index--)
        {
            line = new string(_lines[index - 1]) + line;
        }

        return line;
    }

    private void Execute(string parameters, char command)
    {
        int number = int.TryParse(parameters, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : 0;
        switch (command, parameters)
        {
            case ('A', _):
                _row = int.Max(_row - int.Max(number, 1), 0);
                break;
            case ('F', _):
                _row = int.Max(_row - int.Max(number, 1), 0);
                _column = 0;
                break;
            case ('D', _):
                _column = int.Max(int.Min(_column, _width - 1) - int.Max(number, 1), 0);
                break;
            case ('G', _):
                _column = int.Clamp(number - 1, 0, _width - 1);
                break;
            case ('J', "" or "0"):
                Erase(_row, _column);
                for (int row = _row + 1; row < _height; row++)
                {
                    Erase(row, 0);
                }

                break;
            case ('K', "" or "0"):
                Erase(_row, _column);
                break;
            case ('K', "2"):
                Erase(_row, 0);
                break;
            case ('h' or 'l', "?7"):
                _wraps = command == 'h';
                break;
            case ('h' or 'l', "?1" or "?25"): // Keys, and the cursor's look.
            case ('m', _):
                break;
            default:
                Unknown.Add($"CSI {parameters}{command}");
                break;
        }
    }

    private void Erase(int row, int from)
    {
        Array.Fill(_lines[_top + row], ' ', from, _width - from);
        if (from == 0)
        {
            _isContinued[_top + row] = false;
        }
    }

    private void AddLine()
    {
        char[] line = new char[_width];
        Array.Fill(line, ' ');
        _lines.Add(line);
        _isContinued.Add(false);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Edi.Sdk.Tests.Harness;

/// <summary>
/// Somebody at a terminal of 80 columns and 24 lines, which tmux draws. What is on the screen is kept as text, in files with numbers: at the
/// end of each thing that was waited for, and from time to time while it only changes.
/// </summary>
internal sealed partial class PersonAtTerminal
{
    private const string Configuration = "set -g status off\nset -g history-limit 100000\nset -g default-terminal xterm-256color\n";

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_echo = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(15);

    private readonly string _socket;
    private readonly string _screens;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _kept;
    private string _keptText = "";
    private int _count;

    /// <param name="socket">Where tmux listens, as soon as somebody has run the command that opens the terminal.</param>
    /// <param name="screens">The folder for what was on the screen; it is made anew.</param>
    public PersonAtTerminal(string socket, string screens)
    {
        (_socket, _screens) = (socket, screens);
        File.WriteAllText(socket + ".conf", Configuration);
        if (Directory.Exists(screens))
        {
            Directory.Delete(screens, recursive: true);
        }

        Directory.CreateDirectory(screens);
    }

    /// <summary>The command of sh that opens a terminal in which a program runs; it ends at once.</summary>
    public static string OpenCommand(string socket, string program) => $"tmux -u -f '{socket}.conf' -S '{socket}' new-session -d -x 80 -y 24 '{program}'";

    /// <summary>Types a line that the terminal shows.</summary>
    public async Task TypeAsync(string line)
    {
        string before = Last(await LookAsync());
        await TmuxAsync("send-keys", "-l", "--", line);
        await UntilAsync(s_echo, screen => Last(screen) != before, $"'{line}' was not shown.");
        await TmuxAsync("send-keys", "Enter");
    }

    /// <summary>Types a line that the terminal does not show, and waits until something else is there than what has asked for it.</summary>
    public async Task TypeUnseenAsync(string line)
    {
        string before = Last(await LookAsync());
        await TmuxAsync("send-keys", "-l", "--", line);
        await TmuxAsync("send-keys", "Enter");
        await UntilAsync(s_echo, screen => Last(screen) != before, $"Nothing came after what was typed at '{before}'.");
    }

    /// <summary>Logs in at a machine's console; again, as a person would, when an emulated machine was too slow for its own patience.</summary>
    /// <param name="patience">How long each answer may take.</param>
    /// <param name="prompt">The pattern of the prompt, which is on the screen.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="password">The user's password.</param>
    /// <param name="shell">The pattern of the shell's prompt.</param>
    public async Task LogInAsync(TimeSpan patience, string prompt, string name, string password, string shell)
    {
        for (int attempt = 0; attempt < 5; attempt++)
        {
            await TypeAsync(name);
            if ((await WaitForAsync(patience, @"^Password:\z", prompt + @"\z")).Pattern == 0)
            {
                await TypeUnseenAsync(password);
                if ((await WaitForAsync(patience, shell, prompt + @"\z")).Pattern == 0)
                {
                    return;
                }
            }
        }

        Assert.Fail("The log-in has failed again and again.");
    }

    /// <summary>Presses keys, each by tmux's name.</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    /// <summary>Waits until the screen matches one of these patterns, in which \z is the end of what is on it.</summary>
    /// <returns>Which one it is, and the screen.</returns>
    public async Task<(int Pattern, string Screen)> WaitForAsync(TimeSpan patience, params string[] patterns)
    {
        string screen = await UntilAsync(patience, screen => Find(screen) >= 0, $"None of '{string.Join("', '", patterns)}' came.");
        Keep(screen);
        return (Find(screen), screen);

        int Find(string screen) => Array.FindIndex(patterns, pattern => Regex.IsMatch(screen, pattern, RegexOptions.Multiline));
    }

    /// <summary>All lines since the terminal was opened.</summary>
    public Task<string> HistoryAsync() => TmuxAsync("capture-pane", "-p", "-J", "-S", "-");

    private async Task<string> UntilAsync(TimeSpan patience, Func<string, bool> isThere, string complaint)
    {
        for (var begin = _clock.Elapsed; ; await Task.Delay(s_look))
        {
            string screen = await LookAsync();
            if (isThere(screen))
            {
                return screen;
            }

            if (_clock.Elapsed - begin > patience)
            {
                Keep(screen);
                Assert.Fail($"{complaint} The screen, also in {_screens}:\n{screen}");
            }

            // Seconds that count up are no other screen.
            if (_clock.Elapsed - _kept > s_between && Numbers().Replace(screen, "") != Numbers().Replace(_keptText, ""))
            {
                Keep(screen);
            }
        }
    }

    private static string Last(string screen) => screen.Split('\n')[^1];

    private async Task<string> LookAsync() => (await TmuxAsync("capture-pane", "-p")).TrimEnd();

    private void Keep(string screen)
    {
        (_kept, _keptText) = (_clock.Elapsed, screen);
        File.WriteAllText(
            Path.Combine(_screens, string.Create(CultureInfo.InvariantCulture, $"{++_count:000}.txt")),
            string.Create(CultureInfo.InvariantCulture, $"after {(int)_kept.TotalMinutes}:{_kept.Seconds:00}\n{new string('-', 80)}\n{screen}\n"));
    }

    private async Task<string> TmuxAsync(params string[] arguments)
    {
        using var tmux = RunningCommand.Start(
            "/", new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LANG"] = "C.UTF-8" }, ["tmux", "-u", "-S", _socket, .. arguments]);
        return (await tmux.EndAsync()).Succeeded().Output;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}

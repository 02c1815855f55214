using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CliWrap;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Sandbox;

/// <summary>
/// A user, mount and PID namespace in which programs are root, see the host read-only, and leave nothing mounted,
/// registered or running when it ends. It ends with <see cref="Dispose"/> or with this process, however that dies:
/// its first process waits for the end of its standard input, which only this process holds open.
/// </summary>
internal sealed class EdiSandbox : IToolRunner, IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(60);

    // Makes the scratch folder, runs the sandbox, and removes what that has not: this process lives when the build is killed
    // at whatever moment. Nobody else may list the folder; but apt's own user must be able to go through it.
    private const string OwnScratch =
        """
        umask 022
        { mkdir -m 711 "$0" && mkdir "$0/root" "$0/files"; } || { rm -rf -- "$0"; echo no-scratch; exit 1; }
        "$@"
        status=$?
        rm -rf --one-file-system -- "$0"
        rm -f -- "$0.lock"
        exit $status
        """;

    private const string NoScratch = "no-scratch";

    // What sandbox-init.sh says when only the scratch folder is left of a work that was not completed.
    private const string Undone = "undone";

    // Runs before the user namespace has its identity map, when this is nobody and may read no file: tells its PID as
    // the host sees it (the host's /proc is still mounted), waits for the map, and becomes root by the exec.
    private const string AwaitIdentity = "read -r pid _ </proc/self/stat; echo \"$pid\"; read -r _; exec sh -c \"$@\"";

    // The PID namespace must be empty again after each command: what a tool left in the background would hold its
    // output open. The signal spares the caller and the sandbox's first process. The umask of who builds must not decide
    // the modes in an image.
    private const string RunAlone = "umask 022; \"$@\"; status=$?; kill -KILL -1 2>/dev/null; exit $status";

    private readonly HostToolRunner _host;
    private readonly ScratchFolder _scratch;
    private readonly TaskCompletionSource _mapped = new();
    private readonly TaskCompletionSource<bool> _ended = new();
    private readonly BlockingCollection<string> _answers = [];
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly LoggedProgram _program;
    private readonly Task _process;
    private readonly int _pid;
    private readonly ImmutableDictionary<string, string> _environment;
    private bool _completed;
    private volatile bool _isLeft;

    private EdiSandbox(HostToolRunner host, StepLog log, SandboxOptions options, ForeignPrograms foreign)
    {
        _host = host;
        Twin = options.Twin;
        _scratch = ScratchFolder.Lock(options.CacheDirectory);
        string scratch = _scratch.Path;
        ScratchDirectory = Path.Combine(scratch, "files");
        _environment = foreign.Environment.SetItem("TMPDIR", ScratchDirectory);

        ImmutableArray<string> abort = options.RunOnAbort is { } command
            ? ["--abort-run", "env", .. command.Environment.Select(variable => $"{variable.Key}={variable.Value}"), command.Program, .. command.Arguments]
            : [];
        // The scripts are long and always the same, so the log has their names.
        ToolCommand Start(string own, string await, string init) => new(
            "setsid",
            [
                "sh", "-c", own, scratch,
                "unshare", "--user", "--mount", "--pid", "--fork", "sh", "-c", await, "sh",
                init, "edi-sandbox", scratch, foreign.Registration,
                .. options.Visible.SelectMany(folder => new[] { "--visible", folder }),
                .. options.Writable.Prepend(options.CacheDirectory).SelectMany(folder => new[] { "--writable", folder }),
                .. options.RemoveOnAbort.SelectMany(path => new[] { "--abort-remove", path }),
                .. abort,
            ]);
        _program = log.Start(Start("own-scratch", "await-identity", "sandbox-init.sh"));
        _process = HostToolRunner.ToCliWrap(Start(OwnScratch, AwaitIdentity, Script.Of("sandbox-init.sh")))
            .WithStandardInputPipe(PipeSource.Create(TalkAsync))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(_answers.Add, Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(
                line =>
                {
                    _complaints.Enqueue(line);
                    log.Detail(line);
                },
                Encoding.UTF8))
            .ExecuteAsync(_kill.Token)
            .Task.ContinueWith(
                run =>
                {
                    _answers.CompleteAdding();
                    if (!_isLeft)
                    {
                        _program.Ended(run);
                    }
                },
                TaskScheduler.Default);
        try
        {
            string pid = Answer();
            _pid = pid == NoScratch ? throw NotWritten(options.CacheDirectory) : int.Parse(pid, CultureInfo.InvariantCulture);
            IdentityMap.OfCurrentUser().Apply(_pid, host);
            _mapped.SetResult();
            Answer();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A folder for temporary files that vanishes with the sandbox; the same path inside and outside.</summary>
    public string ScratchDirectory { get; }

    /// <summary>The native twin that programs use in each root file system that it is mounted in, or null.</summary>
    public NativeTwin? Twin { get; }

    /// <exception cref="EdiException">EDI0003, when the kernel or the set-up of the host forbids it; EDI0011, when the cache cannot be written.</exception>
    public static EdiSandbox Start(HostToolRunner host, StepLog log, SandboxOptions options)
    {
        foreach (string folder in options.Writable)
        {
            Directory.CreateDirectory(folder);
        }

        var foreign = ForeignPrograms.For(options.Architecture, options.Twin, options.QemuCpu);
        log.Detail(foreign.Explanation);
        var sandbox = new EdiSandbox(host, log, options, foreign);
        ScratchFolder.RemoveAbandoned(sandbox, options.CacheDirectory);
        return sandbox;
    }

    /// <summary>Runs a program in the sandbox, as its root; what it leaves in the background is killed when it ends.</summary>
    public int Run(ToolCommand command, Action<string>? onOutput = null) => Run(command, command, onOutput);

    /// <summary>The same, but the log names <paramref name="shown"/>, which <paramref name="command"/> wraps.</summary>
    public int Run(ToolCommand command, ToolCommand shown, Action<string>? onOutput) =>
        _host.Run(Enter(command, "setsid", "--wait"), shown, onOutput);

    /// <summary>Runs a program with the build's own standard input and output, and its terminal if there is one.</summary>
    public int RunInTerminal(ToolCommand command) => InteractiveProgram.Run(Enter(command));

    /// <param name="session">The words that give the program a session of its own; without them it keeps the terminal.</param>
    private ToolCommand Enter(ToolCommand command, params ImmutableArray<string> session) => command with
    {
        Environment = _environment.SetItems(command.Environment),
        Program = "nsenter",
        Arguments =
        [
            "--target", _pid.ToString(CultureInfo.InvariantCulture), "--user", "--mount", "--pid", "--root", "--wd",
            .. session, "sh", "-c", RunAlone, "sh", command.Program, .. command.Arguments,
        ],
    };

    /// <summary>Writes a file in the sandbox, where /tmp is memory: what must not reach a disk goes there.</summary>
    public void WriteFile(string path, string content) =>
        this.Require(
            EdiCodes.SandboxNotStarted,
            new ToolCommand("sh", "-c", "umask 077; mkdir -p \"${1%/*}\"; cat >\"$1\"", "sh", path) { StandardInput = content });

    /// <summary>Makes a program of a script, for tools that run one; it vanishes with the sandbox.</summary>
    /// <param name="name">Its path in <see cref="ScratchDirectory"/>.</param>
    /// <param name="interpreter">What runs it.</param>
    /// <returns>The program's path.</returns>
    public string WriteScript(string name, string text, string interpreter = "/bin/sh")
    {
        string path = Path.Combine(ScratchDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!{interpreter}\n{text}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Says that the work is done. A sandbox that ends without it undoes what its options name.</summary>
    public void Complete() => _completed = true;

    public void Dispose()
    {
        _mapped.TrySetResult();
        _ended.TrySetResult(_completed);
        if (_host.IsCancelled && !_completed && IsUndone())
        {
            // Nothing runs in it any more, and what was half made is gone. Whoever has ended the build need not wait until a folder with
            // all files of a root file system is removed: the outermost process does that whether the build is there or not.
            _isLeft = true;
            _program.Killed();
        }
        else
        {
            if (!_process.Wait(EndTimeout))
            {
                _kill.Cancel();
                _process.Wait(EndTimeout);
            }

            _answers.Dispose();
            _kill.Dispose();
        }

        _scratch.Dispose();
        Twin?.Dispose();
    }

    private bool IsUndone()
    {
        while (TryTake(EndTimeout) is { } answer)
        {
            if (answer == Undone)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the sandbox says next; null when it has ended, or the time is over.</summary>
    private string? TryTake(TimeSpan timeout)
    {
        try
        {
            return _answers.TryTake(out string? answer, timeout) ? answer : null;
        }
        catch (InvalidOperationException)
        {
            return null; // The collection was completed between the look and the take: the process has ended.
        }
    }

    private async Task TalkAsync(Stream standardInput, CancellationToken cancellation)
    {
        await _mapped.Task.WaitAsync(cancellation).ConfigureAwait(false);
        await standardInput.WriteAsync("mapped\n"u8.ToArray(), cancellation).ConfigureAwait(false);
        await standardInput.FlushAsync(cancellation).ConfigureAwait(false);
        if (await _ended.Task.WaitAsync(cancellation).ConfigureAwait(false))
        {
            await standardInput.WriteAsync("end\n"u8.ToArray(), cancellation).ConfigureAwait(false);
            await standardInput.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }

    private EdiException NotWritten(string cacheDirectory)
    {
        _process.Wait(TimeSpan.FromSeconds(1)); // Until all that it says is here.
        string complaint = string.Join(' ', _complaints);
        return new(
            EdiCodes.FileAccess,
            $"No folder for the sandbox could be made in the cache: {complaint} "
            + (HostDisk.Full([cacheDirectory]) ?? $"Look at {cacheDirectory} ('ls -ld' and 'findmnt --target' tell its owner, mode and mount), or choose another folder: dotnet build -p:EdiCacheDirectory=FOLDER."));
    }

    private string Answer()
    {
        if (TryTake(StartTimeout) is { } answer)
        {
            return answer;
        }

        _process.Wait(TimeSpan.FromSeconds(1));
        throw new EdiException(
            EdiCodes.SandboxNotStarted,
            $"The sandbox could not be started: {string.Join(' ', _complaints)}{Environment.NewLine}"
            + "It needs user namespaces and a fully visible /proc. In a container, run that container privileged or with "
            + "unconfined seccomp, AppArmor and mask settings; 'unshare --user --mount --pid --fork true' must succeed.");
    }
}

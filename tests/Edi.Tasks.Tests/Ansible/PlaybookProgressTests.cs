using Edi.Tasks.Ansible;

namespace Edi.Tasks.Tests;

public sealed class PlaybookProgressTests
{
    [Theory]
    [InlineData("TASK [Gathering Facts] *********************************************************", "Gathering Facts")]
    [InlineData("TASK [host_name : Set the host name] *******************************************", "host_name : Set the host name")]
    [InlineData("RUNNING HANDLER [raspi_firmware : Update] ***", "raspi_firmware : Update")]
    [InlineData("TASK [Install [all] of it] ****", "Install [all] of it")]
    [InlineData("TASK [a name that leaves no room for the line's stars, and is longer than a terminal has columns] ***", "a name that leaves no room for the line's stars, and is longer than a terminal has columns")]
    [InlineData("PLAY [all] *********************************************************************", null)]
    [InlineData("changed: [edi-container]", null)]
    [InlineData("ok: [edi-container] => {\"msg\": \"TASK [no] ***\"}", null)]
    [InlineData("TASK [unfinished", null)]
    [InlineData("", null)]
    public void The_line_with_which_a_task_begins_names_it(string line, string? task) => Assert.Equal(task, PlaybookProgress.Read(line));
}

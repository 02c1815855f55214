using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class TemplatedRolesTests
{
    [Theory]
    [InlineData("- {role: 'board-{{ x }}'}")]
    [InlineData("  roles: [\"board-{{ x }}\"]")]
    [InlineData("  roles: [common, '{% if x %}a{% endif %}']")]
    [InlineData("  roles:\n    - common\n    - \"board-{{ x }}\"")]
    [InlineData("  roles:\n  # These two.\n\n  - common\n  - '{{ x }}'")]
    [InlineData("  roles:\n    - name: 'board-{{ x }}'")]
    [InlineData("  roles: [\n    'board-{{ x }}',\n  ]")]
    [InlineData("dependencies:\n- '{{ x }}'")]
    [InlineData("- include_role:\n    name: '{{ x }}'")]
    [InlineData("- include_role:\n    tasks_from: a\n    public: true\n    # Its name.\n    name: '{{ x }}'")]
    [InlineData("- name: A\n  ansible.builtin.import_role:\n    public: true\n    name: '{{ x }}'")]
    [InlineData("- include_role: name={{ x }}")]
    [InlineData("- include_role: {public: true, name: '{{ x }}'}")]
    public void A_templates_name_may_be_any_role(string text) => Assert.True(TemplatedRoles.AreIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("  roles: [common]\n  tasks:\n    - name: 'Make {{ x }}'\n      debug: {msg: '{{ x }}'}")]
    [InlineData("  roles:\n    - role: common\n      when: \"{{ x }}\"\n  vars:\n    a: '{{ x }}'")]
    [InlineData("- include_role:\n    tasks_from: a\n    name: common\n- name: 'Make {{ x }}'\n  debug:")]
    [InlineData("- name: 'Make {{ x }}'\n  include_role:\n    name: common\n  when: x")]
    public void Other_templates_name_no_role(string text) => Assert.False(TemplatedRoles.AreIn(text));
}

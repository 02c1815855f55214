# Starts ansible-playbook with vault passwords that are in no file and no environment: each is in a pipe, which is empty as soon as
# Ansible has read it.
#
# Arguments: the command line. Standard input: JSON, a list of [ID, PASSWORD]; an empty ID is the password of what has none.
import json
import os
import sys

identities = []
for identity, password in json.load(sys.stdin):
    reader, writer = os.pipe()
    os.write(writer, password.encode())  # Short enough for the pipe to hold it.
    os.close(writer)
    os.set_inheritable(reader, True)
    file = f"/dev/fd/{reader}"
    if identity:
        identities.append(f"{identity}@{file}")
    else:
        os.environ["ANSIBLE_VAULT_PASSWORD_FILE"] = file
if identities:
    os.environ["ANSIBLE_VAULT_IDENTITY_LIST"] = ",".join(identities)
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
os.execvp(sys.argv[1], sys.argv[1:])

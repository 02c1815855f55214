# Tells which step has left a file as it is. Standard input is JSON: the store of buildah, the steps' images from the
# first to the last, and questions, each a path and a text that the file has, or none. The answer to each is a line with
# the number of the step's image, or -1.
import hashlib
import json
import os
import stat
import sys

request = json.load(sys.stdin)
store, images = request['store'], request['images']


def load(name):
    with open(f'{store}/{name}', encoding='utf-8') as file:
        return json.load(file)


tops = {image['id']: image['layer'] for image in load('overlay-images/images.json')}
parents = {layer['id']: layer.get('parent') for layer in load('overlay-layers/layers.json')}

# What each step has written, the last step's first.
layers = []
for index in reversed(range(len(images))):
    layer, end = tops.get(images[index]), tops.get(images[index - 1]) if index else None
    while layer and layer != end:
        layers.append((index, f'{store}/overlay/{layer}/diff'))
        layer = parents.get(layer)


def look(folder, inner, text):
    """What is to be seen at a path; None where a layer says nothing about it, or has a link on the way, which leads elsewhere."""
    path = folder + inner
    if os.path.realpath(os.path.dirname(path)) != os.path.realpath(folder) + os.path.dirname(inner).rstrip('/'):
        return None
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    content = ''
    if stat.S_ISREG(status.st_mode):
        with open(path, 'rb') as file:
            data = file.read()
        if text:
            return text.encode() in data
        content = hashlib.sha256(data).hexdigest()
    elif stat.S_ISLNK(status.st_mode):
        content = os.readlink(path)
    elif stat.S_ISCHR(status.st_mode) and status.st_rdev == 0:
        content = 'removed'
    return (status.st_mode, status.st_uid, status.st_gid, content)


for path, text in request['questions']:
    origin, last = -1, None
    for index, folder in layers:
        seen = look(folder, path, text) if path else None
        if seen is None:
            continue
        if last is not None and seen != last:
            break
        origin, last = index, seen
    print(origin)

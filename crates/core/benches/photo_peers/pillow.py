"""Pillow, asked by a line and answering with a line of JSON: what `benches/photo.rs` compares with."""

import io
import json
import resource
import sys
import time

from PIL import Image

for line in sys.stdin:
    asked = json.loads(line)
    wall, cpu = time.perf_counter(), time.process_time()
    sizes = []
    for file in asked["files"]:
        for width in asked["widths"]:
            picture = Image.open(file)
            picture.draft("RGB", (width, width))
            height = round(picture.height * width / picture.width)
            small = picture.resize((width, height), Image.LANCZOS)
            out = io.BytesIO()
            small.save(out, "JPEG", quality=asked["quality"], optimize=True)
            sizes.append(out.tell())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"wall": wall * 1000, "cpu": cpu * 1000, "bytes": sizes, "peak": peak}), flush=True)

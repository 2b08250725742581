"""Plausible students: records and hand-ins as cnnlab writes them, drawn at random."""

import json

TIME = "2026-11-27T{:02}:{:02}:00+00:00"
NAMES = ("Ada", "Bo", "Çelik", "Dorothea", "Eyvind", "Fatou", "Ḥasan", "Iñigo", "Jürgen", "Ko", "Łucja", "Mei", "Ngozi")


def record(rng, key, far=1.0):
    """What somebody has answered who went through a share `far` of the lessons."""
    answers, exercises, predictions = {}, {}, {}
    for lesson in key["lessons"][: round(far * len(key["lessons"]))]:
        tries = {}
        for number, question in enumerate(lesson["questions"]):
            if rng.random() < 0.92:
                tries[str(number)] = picks(rng, question["options"])
        answers[lesson["id"]] = tries
        for name in lesson["exercises"]:
            if rng.random() < 0.85:
                exercises[name] = exercise(rng)
        predictions[f"{lesson['id']} ConvStepper"] = {
            "right": int(rng.integers(0, 9)),
            "wrong": int(rng.integers(0, 4)),
            "shown": int(rng.integers(0, 2)),
            "misconceptions": {"M8": 1} if rng.random() < 0.2 else {},
            "first": TIME.format(10, 0),
            "last": TIME.format(10, 30),
        }
    for name in ("article_claims", "article_claims, again"):
        words = ("true", "false", "depends", "no idea")
        answers[name] = {str(n): words[rng.integers(0, 4)] for n in range(len(key["claims"])) if rng.random() < 0.9}
    times = {f"{name} {number}": [TIME.format(10, 5)] for name in answers for number in answers[name]}
    return {**answers, "exercises": exercises, "predictions": predictions, "times": times}


def picks(rng, options):
    """Some wrong options, and mostly the right one at the end."""
    right = next(place for place, option in enumerate(options) if option["right"])
    wrong = [place for place in range(len(options)) if place != right]
    tried = [wrong[place] for place in rng.permutation(len(wrong))[: rng.choice([0, 0, 0, 1, 1, 2])]]
    return [*tried, right] if rng.random() < 0.9 or not tried else tried


def exercise(rng):
    attempts = int(rng.integers(1, 6))
    ok = bool(rng.random() < 0.8)
    missed = {f"M{rng.integers(1, 15)}": int(rng.integers(1, 4))} if attempts > 1 else {}
    entry = {"attempts": attempts, "ok": ok, "misconceptions": missed, "first": TIME.format(10, 0)}
    return entry | {"last": TIME.format(11, 0)} | ({"right": TIME.format(11, 0)} if ok else {})


def hand_in(who, answers, made="2026-11-27T12:00:00+00:00", **others):
    """The bytes of a hand-in."""
    parts = {"format": "cnnlab hand-in", "version": 1, "who": who, "made": made, "cnnlab": "0.1.0", "answers": answers}
    return json.dumps(parts | others, ensure_ascii=False).encode("utf-8", "surrogatepass")


def who(number):
    return f"{NAMES[number % len(NAMES)]} {chr(65 + number // len(NAMES) % 26)}."


def write_class(folder, rng, key, students):
    """A class's hand-ins in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(students):
        far = float(rng.choice([0.4, 0.8, 1, 1]))
        content = hand_in(who(number), record(rng, key, far))
        (folder / f"cnnlab_hand_in_{number}.json").write_bytes(content)

"""Two questions and two claims."""

QUESTIONS = [
    {
        "ask": "How many places has a 2 x 2 kernel on 5 x 5 cells?",
        "options": [
            {"text": "nine", "right": False, "why": "That is a 3 x 3 kernel."},
            {"text": "sixteen", "right": True, "why": "Four across, four down."},
        ],
    },
    {
        "ask": "<b>Does</b> pooling learn?",
        "options": [
            {"text": "it does", "right": False, "why": "It has no weights."},
            {"text": "it does not", "right": True, "why": "There is nothing to learn."},
        ],
    },
]
CLAIMS = [
    {"claim": "A 28 x 28 image has 784 pixels.", "verdict": "true", "why": "28 times 28."},
    {"claim": "A dense net assumes independent pixels.", "verdict": "false", "why": "It learns XOR.", "lesson": "02"},
]

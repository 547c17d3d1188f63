"""How well questions are answered: question sets, their judgement, and the peers."""

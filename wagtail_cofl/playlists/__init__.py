"""Routes through what is on: playlists, their steps, and how far each learner has come."""

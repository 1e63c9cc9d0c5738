"""The only sockets of the watch-tower: guarded, bounded, each name judged before it is connected to."""

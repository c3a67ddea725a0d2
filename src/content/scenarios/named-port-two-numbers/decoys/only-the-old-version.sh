# A narrower selector stops the errors, and the new version gets no request any more.
kubectl set selector service stock -n warehouse app=stock,version=v1

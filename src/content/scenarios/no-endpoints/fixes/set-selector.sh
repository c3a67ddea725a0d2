# The label that the Pods carry.
kubectl set selector service web app=web -n shop

# The label that only these Pods carry.
kubectl set selector service prices app=prices -n market

# A selector finds Pods of the Service's own namespace only, and there are none.
kubectl set selector service tiles app=tiles -n maps

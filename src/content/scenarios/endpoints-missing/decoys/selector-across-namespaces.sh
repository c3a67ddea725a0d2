# A selector finds Pods of the Service's own namespace only.
kubectl set selector service billing app=billing -n bookings

# A selector finds Pods of the Service's own namespace only.
kubectl set selector service papers app=papers -n press

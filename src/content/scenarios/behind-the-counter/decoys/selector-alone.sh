# The second fault alone: the endpoints are there, and the tills cannot ask for the name.
kubectl set selector service inventory app=inventory -n stock
